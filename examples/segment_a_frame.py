"""From a data frame to a chosen, explained solution, as in a notebook: ten statements.

    python examples/segment_a_frame.py

Reads the simulated survey that ships with the package; writes nothing. Needs pandas.
"""

from importlib.resources import files

import pandas as pd

import psychograph

frame = pd.read_csv(str(files("psychograph.samples") / "wearable" / "responses.csv"))
ratings = [*frame.filter(regex="Att_|Life_|Price_|Adopt_|Need_"), "Beh_HoursSocialMedia"]
# %% Every number of segments from 2 to 6, by Ward's method and k-means.
sweep = psychograph.sweep(frame, ratings, ks=range(2, 7))
print(sweep)
print(psychograph.recommend(sweep))
# %% Two are too few to act on, and three come back just as well: three by k-means.
solution = psychograph.segment(frame, ratings, method="kmeans", segments=3)
print(solution)
# %% The segments as a column, to go on with.
frame["segment"] = solution.labels_of(frame.index)
print(frame.groupby("segment")[["Age", "Income"]].mean().round(1))
