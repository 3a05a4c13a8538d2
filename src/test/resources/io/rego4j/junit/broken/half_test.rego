package broken_test

test_one if true
