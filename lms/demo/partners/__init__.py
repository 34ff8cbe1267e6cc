"""The demo's partners: two organisations with people at every point of the way, and what is done to look after them."""

from lms.demo.partners.loading import HARBOURSIDE, NORTHGATE, load_partners

__all__ = ["HARBOURSIDE", "NORTHGATE", "load_partners"]
