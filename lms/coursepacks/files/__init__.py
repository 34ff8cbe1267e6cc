"""Courses as files: a folder of Markdown and YAML with media alongside, and back again (docs/course-files.md)."""
