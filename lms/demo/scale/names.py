"""Invented names as varied as people's are: short and long, of many alphabets."""

FIRST = (
    *("Rowan", "Ŵyn", "Zoë", "ليلى", "Tomasz", "Grace", "Siân", "Chukwuemeka", "Bo", "Anastasia-Konstantina", "محمد"),
    *("Priya", "Llŷr", "Inês", "Aoife", "Kit", "Oluwaseun", "Björn", "Mairi", "Thanh", "Søren", "Ffion", "Jean-Luc"),
)
LAST = (
    *("Abernethy", "Ŵyn-Adeyemi", "Mensah-Żeleńska", "الحسيني", "O’Connor", "Li", "Featherstonehaugh-Cholmondeley"),
    *("Nair", "Șerban", "ap Gruffydd", "Öberg", "Nguyễn", "van der Meer", "MacIlwraith", "Haddad", "de la Cruz Ibáñez"),
    *("Sandhu", "Kowalczyk", "Brontë"),
)


def name_of(number: int) -> str:
    """Return the name of the person with this number; 437 different ones, then they begin again."""
    return f"{FIRST[number % len(FIRST)]} {LAST[number % len(LAST)]}"
