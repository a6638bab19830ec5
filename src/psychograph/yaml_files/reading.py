"""From YAML text to a `Tree`: nothing is guessed, nothing runs, and every part keeps its line."""

from __future__ import annotations

from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from psychograph.errors import Problem, PsychographError
from psychograph.quoting import shortened
from psychograph.yaml_files.places import Path, Tree
from psychograph.yaml_files.syntax import deeply_bracketed, syntax_problem, too_deep, unprintable

CORE = "tag:yaml.org,2002:"
PLAIN_TAGS = frozenset(CORE + kind for kind in ("str", "int", "float", "bool", "null", "timestamp"))
FOLD = "\a"
DEEPEST = 20
LARGEST = 5_000_000  # characters; a study of 10,000 attributes has one or two million
MOST_ENTRIES = 300_000  # lines and commas; they take most of the time
MOST_ALIASED = 20  # entries of a list that an alias may repeat: enough for a scale, too few for a bomb


@dataclass(frozen=True)
class FileKind:
    """What a file is, in the words of messages about it.

    Parameters
    ----------
    noun : str
        With its article: ``"a study file"``.
    holds : str
        What belongs in it: ``"a study: title, objective, attributes and basis"``.
    example : str
        A line of it: ``"title: My study"``.
    start : str
        How to get one to start from.
    described : str
        Where to read what it holds.
    error : type of PsychographError
        What is raised where it cannot be read.
    """

    noun: str
    holds: str
    example: str
    start: str
    described: str
    error: type[PsychographError]


def read_tree(text: str, name: str, kind: FileKind) -> tuple[Tree, list[tuple[int, Problem]]]:
    """Read YAML 1.2 into plain data with lines, and collect what is wrong with its writing.

    Parameters
    ----------
    text : str
        Contents of the file. JSON does as well, being YAML.
    name : str
        File name, for messages.
    kind : FileKind
        What the file should be.

    Returns
    -------
    Tree
        The data, without the parts that are reported.
    list of (int, Problem)
        Line and problem: repeated keys, tags, aliases that stand for blocks, merge keys,
        keys that are not text.

    Raises
    ------
    PsychographError
        The error of the kind, where the text is no YAML, is empty, or is not made of `key: value`.
    """
    node = _compose(text, name, kind)
    if node is None:
        raise kind.error(_empty(name, text, kind))
    if not isinstance(node, MappingNode):
        raise kind.error(_no_keys(name, node, kind))
    reader = _Reader(name, kind)
    data = reader.read(node, ())
    return Tree(name, data, reader.lines, frozenset(reader.braces)), reader.problems


def _compose(text: str, name: str, kind: FileKind) -> Node | None:
    if len(text) > LARGEST:
        raise kind.error(
            Problem(
                where=name,
                found=f"a file of {len(text) / 1e6:.0f} million characters",
                expected=f"{kind.noun} of at most {LARGEST / 1e6:.0f} million",
                mend=f"check that this is {kind.noun} and not the responses",
            )
        )
    if text.count("\n") + text.count(",") > MOST_ENTRIES:
        raise kind.error(
            Problem(
                where=name,
                found=f"more than {MOST_ENTRIES:,} lines and commas",
                expected=f"{kind.noun} of fewer entries",
                mend=f"check that this is {kind.noun} and not the responses",
            )
        )
    kind.error.collect(filter(None, (unprintable(name, text), deeply_bracketed(name, text, kind.noun))))
    try:
        node: Node | None = YAML(typ="rt", pure=True).compose(text)
    except YAMLError as reason:
        raise kind.error(syntax_problem(name, text, reason, example=kind.example)) from None
    except RecursionError:
        raise kind.error(too_deep(name, kind.noun)) from None
    return node


def _empty(name: str, text: str, kind: FileKind) -> Problem:
    return Problem(
        where=name,
        found="only comments" if text.strip() else "an empty file",
        expected=kind.holds,
        mend=kind.start,
    )


def _no_keys(name: str, node: Node, kind: FileKind) -> Problem:
    what = f"'{shortened(node.value)}'" if isinstance(node, ScalarNode) else "a list"
    return Problem(
        where=f"{name}, line {node.start_mark.line + 1}",
        found=what,
        expected=f"lines such as `{kind.example}`, with a colon and a space after each key",
        mend=f"check that this is {kind.noun}; {kind.described}",
    )


@dataclass
class _Reader:
    """Walks the nodes of one file once."""

    name: str
    kind: FileKind
    lines: dict[Path, int] = field(default_factory=dict)
    braces: set[Path] = field(default_factory=set)
    problems: list[tuple[int, Problem]] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def read(self, node: Node, path: Path) -> object:
        """Return the plain data of one node; report and pass over what cannot be used."""
        self.lines.setdefault(path, node.start_mark.line + 1)
        if len(path) > DEEPEST:
            raise self.kind.error(too_deep(self.name, self.kind.noun, node.start_mark.line + 1))
        if self._is_bomb(node):
            self._report(path, "an alias (*name) that repeats a block", "the block itself", "write it out")
            return None
        if node.ctag is not None and not self._is_plain(node):
            self._report(path, f"the tag {node.tag}", "plain text, numbers and lists", "take the tag out")
            return None
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            return [self.read(entry, (*path, at)) for at, entry in enumerate(node.value)]
        if node.tag == f"{CORE}null":
            return None
        text = str(node.value)
        # The parser marks where lines of a folded text (">") met; no file may hold that character itself.
        return text.replace(FOLD, "") if isinstance(node, ScalarNode) and node.style == ">" else text

    def _mapping(self, node: MappingNode, path: Path) -> dict[str, object]:
        if node.flow_style:
            self.braces.add(path)
        data: dict[str, object] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            name = self._key(key, path)
            if name is None:
                continue
            if name in data:
                first = self.lines[(*path, name)]
                self._report(
                    (*path, name),
                    f"the key '{shortened(name)}' twice, in "
                    + (f"line {line}" if first == line else f"lines {first} and {line}"),
                    "each key once in its block",
                    "rename or take out one of the two",
                    line,
                )
                continue
            self.lines[(*path, name)] = line
            data[name] = self.read(value, (*path, name))
        return data

    def _key(self, key: Node, path: Path) -> str | None:
        """Return a key as its text; `1` and `NO` are as good a name as any."""
        line = key.start_mark.line + 1
        if not isinstance(key, ScalarNode):
            shown = "a list or a block as a key"
            self._report(path, shown, "text as a key", "put text with [ or { at its start in quotes", line)
            return None
        if key.value == "<<" and not key.style:
            self._report(path, "the merge key <<", "keys written out", "copy the keys to this block", line)
            return None
        if not key.style and str(key.value)[:1].isspace():
            shown = f"a space that is no ordinary space before '{shortened(key.value.strip())}'"
            mend = "replace it with ordinary spaces; it often comes from copying out of a web page"
            self._report(path, shown, "ordinary spaces for indentation", mend, line)
            return None
        name = str(key.value).strip()
        if not name:
            self._report(path, "a key without a name", "a name before the colon", "name it", line)
            return None
        return name

    def _is_bomb(self, node: Node) -> bool:
        """Say whether a node is met again (through an alias) and more than a short list of values."""
        if node.anchor is None:
            return False
        if id(node) not in self.seen:
            self.seen.add(id(node))
            return False
        if isinstance(node, ScalarNode):
            return False
        entries = node.value
        short = isinstance(node, SequenceNode) and len(entries) <= MOST_ALIASED
        return not (short and all(isinstance(entry, ScalarNode) for entry in entries))

    @staticmethod
    def _is_plain(node: Node) -> bool:
        if isinstance(node, ScalarNode):
            return node.tag in PLAIN_TAGS
        return node.tag in {f"{CORE}map", f"{CORE}seq"}

    def _report(self, path: Path, found: str, expected: str, mend: str, line: int | None = None) -> None:
        tree = Tree(self.name, None, self.lines if line is None else {path: line})
        self.problems.append((tree.line(path), Problem(tree.where(path), found, expected, mend)))
