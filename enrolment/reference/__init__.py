"""What production needs of enrolment: regions, licence types, the price list, UKSR itself, what Central Office may."""

from enrolment.reference.licence_types import load_licence_types
from enrolment.reference.office import load_office_permissions
from enrolment.reference.ourselves import load_ourselves
from enrolment.reference.prices import load_prices
from enrolment.reference.regions import load_regions

__all__ = ["load_licence_types", "load_office_permissions", "load_ourselves", "load_prices", "load_regions"]
