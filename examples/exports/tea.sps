* Answers to 'Where do you buy tea?' belong together.
MRSETS
  /MDGROUP NAME=$places LABEL='Where do you buy tea?' VARIABLES=place1 TO place3 VALUE=1
  /DISPLAY NAME=[$places].
