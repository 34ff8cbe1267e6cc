"""Every address by name, as the resolver knows them: ours one by one, those of libraries by their root."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from lms.core.packages import package_of

# What libraries serve below an address of theirs stands in the matrix by one name.
FOREIGN = {"allauth.urls": "account_login", "wagtail.admin.urls": "wagtailadmin_home", "wagtail.urls": "wagtail_serve"}


def site_names(resolver: URLResolver, namespaces: tuple[str, ...] = ()) -> set[str]:
    """Return the names of all addresses; one without a name is given by its route, which no row can guard."""
    names: set[str] = set()
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            names.add(":".join([*namespaces, pattern.name or f"unnamed {pattern.pattern}"]))
        else:
            names |= _names_below(pattern, namespaces)
    return names


def _names_below(resolver: URLResolver, namespaces: tuple[str, ...]) -> set[str]:
    module = getattr(resolver.urlconf_module, "__name__", "")
    if module and package_of(module) is None:
        return {FOREIGN.get(module, f"unknown {module}")}
    return site_names(resolver, (*namespaces, *filter(None, [resolver.namespace])))


def admin_patterns() -> Iterator[tuple[str, str, URLPattern]]:
    """Yield namespace, address and pattern of everything below /cms/."""
    for resolver in get_resolver().url_patterns:
        if getattr(getattr(resolver, "urlconf_module", None), "__name__", "") == "wagtail.admin.urls":
            yield from _patterns_below(resolver, "", f"/{resolver.pattern}")


def _patterns_below(resolver: URLResolver, namespace: str, prefix: str) -> Iterator[tuple[str, str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield namespace, prefix + str(pattern.pattern), pattern
        else:
            yield from _patterns_below(pattern, pattern.namespace or namespace, prefix + str(pattern.pattern))


def is_ours(pattern: URLPattern) -> bool:
    """Tell whether the view is ours, or a library's over a model of ours."""
    view: Any = getattr(pattern.callback, "view_class", pattern.callback)
    model = getattr(pattern.callback, "view_initkwargs", {}).get("model") or getattr(view, "model", None)
    modules = [view.__module__, getattr(model, "__module__", "")]
    return any(package_of(module) for module in modules)


def admin_names() -> set[str]:
    """Return what is ours below /cms/: namespaces (they have a desk in the matrix), or names (they have a row)."""
    ours = [(namespace, pattern.name) for namespace, _, pattern in admin_patterns() if is_ours(pattern)]
    return {f"namespace {namespace}" if namespace else name for namespace, name in ours}
