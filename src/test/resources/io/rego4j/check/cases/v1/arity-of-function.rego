package shop.orders

fee(a, b) := a + b

total := fee(1)
