"""YAML as codebooks need it: doubled keys and loops are refused with their line, long texts are written as blocks."""

from __future__ import annotations

from typing import Any

import yaml

from discourse.errors import CodebookCycle, CodebookError, DuplicateCode


class _Strict(yaml.SafeLoader):
    """SafeLoader that keeps words as words ("no", "on", 1.0 as a version) and minds doubled keys."""


_Strict.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if tag in ("tag:yaml.org,2002:null", "tag:yaml.org,2002:merge")]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _mapping(loader: _Strict, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
    seen: dict[Any, int] = {}
    for key, _ in node.value:
        name, line = key.value if isinstance(key, yaml.ScalarNode) else str(key), key.start_mark.line + 1
        if name in seen and name != "<<":
            raise DuplicateCode(
                f"{key.start_mark.name}, line {line}: {name!r} stands twice, first in line {seen[name]}; give one another name"
            )
        seen[name] = line
    loader.flatten_mapping(node)
    return {loader.construct_object(k, deep=True): loader.construct_object(v, deep=True) for k, v in node.value}


_Strict.add_constructor("tag:yaml.org,2002:map", _mapping)


def load_strictly(text: str, where: str) -> Any:
    """The Python value of a YAML text; all scalars are strings. Raises CodebookError with the line, DuplicateCode, CodebookCycle."""
    loader = _Strict(text)
    loader.name = where
    try:
        return loader.get_single_data()
    except yaml.constructor.ConstructorError as error:
        if "recursive" in str(error):
            raise CodebookCycle(f"{where}{_line(error)}: a code contains itself through a YAML anchor") from error
        raise CodebookError(f"{where}{_line(error)}: {error.problem}") from error
    except RecursionError as error:
        raise CodebookCycle(f"{where}: codes are nested without end") from error
    except yaml.MarkedYAMLError as error:
        raise CodebookError(f"{where}{_line(error)}: not valid YAML: {error.problem or error.context}") from error
    except yaml.YAMLError as error:
        raise CodebookError(f"{where}: not valid YAML: {error}") from error
    finally:
        loader.dispose()


def dump_plainly(value: Any) -> str:
    """YAML text in the order given, one field a line, so that a difference in git reads well."""
    return yaml.dump(value, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=100, default_flow_style=False)


class _Plain(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _line(error: yaml.MarkedYAMLError) -> str:
    return f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
