"""Forms look the same everywhere: the renderer draws every field through one template."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Django's renderer with our templates for a field and for a whole form."""

    field_template_name = "components/field.html"
    form_template_name = "components/form.html"
