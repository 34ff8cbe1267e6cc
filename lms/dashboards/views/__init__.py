"""Views of the dashboards: the home of a learner, the desks of Leads and coordinators."""
