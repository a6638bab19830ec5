# What the attributes of a study measure: findings and the command `psychograph constructs`.

construct-asked = { $attribute } may measure { $near }, but the wording does not say so surely, and nothing was guessed. To settle it, write `construct: { $key }` under it in the study file, or `construct: none`.
construct-asked-more = { $n ->
    [one] One more attribute may measure something that its wording does not say surely:
   *[other] { $n } more attributes may measure something that their wording does not say surely:
  } `psychograph constructs` lists them.
construct-taken = { $attribute } and { $owner } both measure { $construct }. { $owner } speaks for it in personas and rules; { $attribute } is described by itself. To have the other speak, write `construct: none` under { $owner }; to have both, make them items of one attribute.

construct-heading-attribute = Attribute
construct-heading-construct = Measures
construct-heading-score = Score
construct-heading-source = By
construct-source-declared = study file
construct-source-question = question
construct-source-items = items
construct-source-name = name
construct-source-sensitive = quarantined
construct-source-taken = see { $owner }
construct-reversed = { $construct }, reversed
construct-none = nothing known
construct-maybe = { $names }?
construct-none-declared = nothing
construct-sensitive-kind = { $kind ->
    [religion] religion
    [politics] politics
    [ethnicity] ethnicity
    [sexuality] sexuality
    [union] trade union
    [health] health
    [biometric] biometrics
   *[genetic] genetics
  }
construct-count-known = { $n ->
    [one] One attribute measures something
   *[other] { $n } attributes measure something
  } that personas and rules know, of { $of }.
construct-count-asked = { $n ->
    [one] One attribute may measure something that its wording does not say surely. Nothing was guessed: to settle it, write one of these lines under it in the study file.
   *[other] { $n } attributes may measure something that their wording does not say surely. Nothing was guessed: to settle it, write one of these lines under each in the study file.
  }
construct-settle = { $attribute }: `construct: { $key }`, or `construct: none`
construct-count-sensitive = { $n ->
    [one] One attribute is quarantined, because it may touch what law protects most (GDPR Art. 9): { $names }. Where it does not, write `construct: none` under it.
   *[other] { $n } attributes are quarantined, because they may touch what law protects most (GDPR Art. 9): { $names }. Where one does not, write `construct: none` under it.
  }
construct-count-taken = { $attribute } measures the same as { $owner }, which speaks for both.
construct-write = To keep this map whatever the wording becomes: psychograph constructs { $study } --write
construct-nothing-to-write = Every construct that was found is declared already; nothing was changed.
