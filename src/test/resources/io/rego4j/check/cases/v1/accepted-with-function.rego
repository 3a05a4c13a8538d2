package shop.orders

double(x) := x * 2

allow if abs(-2) == -4 with abs as double
