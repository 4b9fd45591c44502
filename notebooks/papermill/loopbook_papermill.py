"""Lets papermill hand parameters to notebooks in JavaScript and TypeScript, which it cannot do by itself.

    pip install notebooks/papermill
    papermill in.ipynb out.ipynb -p pause 250

papermill loads this module by its entry point, and the translators are there. Without installing, a program that imports
it has them as well. A cell tagged "parameters" holds the defaults, one declaration a line:

    let pause = 100;   // milliseconds

papermill puts its own cell behind that one. Since a later cell may declare a name again, that is all it takes.
"""

import json
import re

from papermill.engines import NBClientEngine
from papermill.models import Parameter
from papermill.translators import Translator, papermill_translators

__all__ = ["Engine", "JavaScript", "TypeScript"]


class JavaScript(Translator):
    """Writes values as JavaScript, and reads the defaults for `papermill --help-notebook`."""

    DECLARATION = re.compile(
        r"^\s*(?:let|const|var)\s+(?P<name>[\w$]+)\s*(?::\s*(?P<type>[^=]+?))?\s*=\s*(?P<value>.*?);?\s*(?://\s*(?P<help>.*))?$"
    )

    @classmethod
    def translate_none(cls, val):
        return "null"

    @classmethod
    def translate_bool(cls, val):
        return "true" if val else "false"

    @classmethod
    def translate_int(cls, val):
        return f"{val}n" if abs(val) > 2**53 - 1 else str(val)

    @classmethod
    def translate_float(cls, val):
        return {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}.get(str(val), repr(val))

    @classmethod
    def translate_str(cls, val):
        return json.dumps(val).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")

    translate_escaped_str = translate_str

    @classmethod
    def translate_list(cls, val):
        return "[" + ", ".join(cls.translate(v) for v in val) + "]"

    @classmethod
    def translate_dict(cls, val):
        return "{ " + ", ".join(f"{cls.translate_str(str(k))}: {cls.translate(v)}" for k, v in val.items()) + " }"

    @classmethod
    def comment(cls, cmt_str):
        return f"// {cmt_str}".strip()

    @classmethod
    def assign(cls, name, str_val):
        return f"let {name} = {str_val};"

    @classmethod
    def inspect(cls, parameters_cell):
        found = []
        for line in parameters_cell["source"].splitlines():
            if m := cls.DECLARATION.match(line):
                found.append(Parameter(m["name"], m["type"] or "None", m["value"], m["help"] or ""))
        return found


class TypeScript(JavaScript):
    """The same: types are declared where the defaults are."""


class Engine(NBClientEngine):
    """papermill's own way of executing. It is here because an engine's entry point is what papermill loads."""


papermill_translators.register("javascript", JavaScript)
papermill_translators.register("typescript", TypeScript)
