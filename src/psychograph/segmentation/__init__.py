"""From basis variables to segments: the tree, the cut, stability and the verdict."""
