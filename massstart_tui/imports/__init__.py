"""Import of tables from elsewhere: lists of skaters, published results and passings, made into a sheet or a race."""
