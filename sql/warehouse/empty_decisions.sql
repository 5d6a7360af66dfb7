-- Every line is decided anew.
TRUNCATE eligibility;
TRUNCATE comparison;
