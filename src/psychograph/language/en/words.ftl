# Small words: lists, counts, shares.

list-and = { $first } and { $last }
list-or = { $first } or { $last }

# Clauses hold an "and" themselves, so that a comma stands before the last of three.
clauses-and = { $first }, and { $last }
clauses-or = { $first }, or { $last }

# Words that clauses may share at their beginning, so that they are said once: "are outgoing and at ease".
# Parted by |. A language without such words leaves this message out.
clauses-share = { "are |mostly answer |mostly say " }

# The word between two parts of a clause.
and = and

# What stands between points that hold commas themselves.
points-between = { "; " }

quoted = “{ $text }”

# A count of people or answers: `everyone-of` where all of them, `none-of` where nobody, else `some-of`.
everyone-of = all { $n }
none-of = none of { $n }
some-of = { $count } of { $n }
some-of-weighted = { $count } of { $n } (weighted { $share })

# The same from twenty people on: a word that says how much, and the count.
share-nearly-all = nearly all ({ $count } of { $n })
share-most = most ({ $count } of { $n })
share-majority = a majority ({ $count } of { $n })
share-half = about half ({ $count } of { $n })
share-some = some ({ $count } of { $n })
share-few = few ({ $count } of { $n })

# With weights: the share of the people whom respondents stand for chooses the word.
share-nearly-all-weighted = nearly all ({ $count } of { $n }, weighted { $share })
share-most-weighted = most ({ $count } of { $n }, weighted { $share })
share-majority-weighted = a majority ({ $count } of { $n }, weighted { $share })
share-half-weighted = about half ({ $count } of { $n }, weighted { $share })
share-some-weighted = some ({ $count } of { $n }, weighted { $share })
share-few-weighted = few ({ $count } of { $n }, weighted { $share })

# Where a share of everyone else stands beside it: the share in figures too.
share-nearly-all-beside = nearly all ({ $share }, { $count } of { $n })
share-most-beside = most ({ $share }, { $count } of { $n })
share-majority-beside = a majority ({ $share }, { $count } of { $n })
share-half-beside = about half ({ $share }, { $count } of { $n })
share-some-beside = some ({ $share }, { $count } of { $n })
share-few-beside = few ({ $share }, { $count } of { $n })
share-nearly-all-beside-weighted = nearly all (weighted { $share }, { $count } of { $n })
share-most-beside-weighted = most (weighted { $share }, { $count } of { $n })
share-majority-beside-weighted = a majority (weighted { $share }, { $count } of { $n })
share-half-beside-weighted = about half (weighted { $share }, { $count } of { $n })
share-some-beside-weighted = some (weighted { $share }, { $count } of { $n })
share-few-beside-weighted = few (weighted { $share }, { $count } of { $n })

weighted-share = weighted { $share }

# A share that is close to all, or to none, and is neither.
share-over = over { $share }
share-under = under { $share }

# Minimum, quartiles and maximum of an answer such as age.
number-spread = median { $median }, middle half { $lower } to { $upper }, all { $low } to { $high }
