package shop.orders

total(order) := sum(order.items) + fee
