# Names of personas: an adjective and a noun of the lexicon, in singular or in plural. Where the adjective
# stands behind the noun, turn them: name = { $noun } { $adjective }
# The words themselves are adjective-structured and noun-realist, and in the names of several people
# adjective-structured-plural and noun-realist-plural, among the texts of the knowledge below.

name = { $adjective } { $noun }
# Who cannot be named without saying what was not measured keeps the number of the segment.
name-numbered = Segment { $segment } member
name-numbered-plural = Segment { $segment } members
