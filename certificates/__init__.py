"""What we attest: completion notes to begin with, certificates later."""
