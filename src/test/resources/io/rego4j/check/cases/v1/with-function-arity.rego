package shop.orders

f(a, b) := a + b

allow if count([1]) == 1 with count as f
