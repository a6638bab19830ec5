// What conditions mean, as psychograph.questionnaire.conditions.holds does. Answers are a Map from the name
// of a question to a text, or to a Set of codes; a question nobody answered is not in it.

// Blanks that Python's float takes from the ends of a text; those of JavaScript are others.
const BLANK = "[\\t-\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const ENDS = new RegExp(`^${BLANK}+|${BLANK}+$`, "g");
const FIGURES = /^[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:e[+-]?\d+(?:_\d+)*)?$/i;
const DIGIT = /\p{Nd}/u;

// A digit of any script as one of ours: the ten of a script stand in a row, beginning with zero.
function digit(sign) {
  const at = sign.codePointAt(0);
  let first = at;
  while (DIGIT.test(String.fromCodePoint(first - 1))) first -= 1;
  return String((at - first) % 10);
}

// A text as a number, where it is one by Python's rules; null where it is none.
function figure(text) {
  const plain = text.replace(ENDS, "").replace(/\p{Nd}/gu, (sign) => (sign < "\x7f" ? sign : digit(sign)));
  if (FIGURES.test(plain)) return Number(plain.replaceAll("_", ""));
  const word = /^([+-]?)(inf|infinity|nan)$/i.exec(plain);
  if (!word) return null;
  if (word[2].toLowerCase() === "nan") return NaN;
  return word[1] === "-" ? -Infinity : Infinity;
}

// Texts are in the order of their letters' numbers, also where a letter takes two places.
function before(left, right) {
  const [one, other] = [[...left], [...right]];
  const least = Math.min(one.length, other.length);
  for (let at = 0; at < least; at += 1) {
    const gap = one[at].codePointAt(0) - other[at].codePointAt(0);
    if (gap) return gap < 0;
  }
  return one.length < other.length;
}

function compares(given, operator, value) {
  const [left, right] = [figure(given), figure(value)];
  const numbers = left !== null && right !== null;
  const equal = numbers ? left === right : given === value;
  const less = numbers ? left < right : before(given, value);
  const more = numbers ? left > right : before(value, given);
  switch (operator) {
    case "=": return equal;
    case "!=": return !equal;
    case "<": return less;
    case "<=": return less || equal;
    case ">": return more;
    default: return more || equal;
  }
}

function answered(given) {
  return given instanceof Set ? given.size > 0 : Boolean(given);
}

function holds(condition, answers) {
  if (condition === null) return true;
  const [kind, ...parts] = condition;
  const given = answers.get(parts[0]);
  switch (kind) {
    case "all": return parts.every((part) => holds(part, answers));
    case "any": return parts.some((part) => holds(part, answers));
    case "not": return !holds(parts[0], answers);
    case "answered": return answered(given);
    case "chosen": return given instanceof Set ? given.has(parts[1]) : given === parts[1];
    default: return typeof given === "string" && given !== "" && compares(given, kind, parts[1]);
  }
}
