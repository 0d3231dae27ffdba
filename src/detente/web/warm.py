"""What nearly every task needs, imported once by the process that the others are made from."""

import detente.analyses.brief
import detente.formats.edit
import detente.formats.yaml
import detente.report.brief.page
import detente.report.renderers.html  # noqa: F401
