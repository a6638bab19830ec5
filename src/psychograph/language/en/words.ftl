# Small words: lists, counts, shares.

list-and = { $first } and { $last }
list-or = { $first } or { $last }

# A count of people or answers: `everyone-of` where all of them, else `some-of`, where $word says how much.
everyone-of = all { $n }
some-of = { $count } of { $n }
