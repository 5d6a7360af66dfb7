-- What the lines took over is not needed beside them.
DROP TABLE every_place;
