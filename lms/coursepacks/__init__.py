"""Courses to take away: one PDF to print, or plain pages on a USB stick. Owns no data: `CoursePack` is courses'."""
