"""What the tests of packs share: a course's newest material, drawn or zipped, and unpacked again."""

import zipfile
from io import BytesIO
from pathlib import PurePosixPath

from courses.models import CourseEdition, CoursePage
from lms.coursepacks.material import Material, gather
from lms.coursepacks.zipping import zip_pack


def material_of(course: CoursePage, module: int | None = None) -> Material:
    """Return the material of the newest edition of `course`, or of its module number `module` (from 0)."""
    whole = gather(CourseEdition.objects.current_for(course))
    return whole if module is None else whole.of_module(whole.modules[module].key)


def unpacked(course: CoursePage) -> dict[str, bytes]:
    """Return the files of the offline pack of `course`, by name below its one folder."""
    content = zip_pack(material_of(course), tell=lambda done: None)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {"/".join(PurePosixPath(name).parts[1:]): archive.read(name) for name in archive.namelist()}
