"""Views of assessments: a quiz from start to result, one question a page."""
