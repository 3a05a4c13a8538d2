package shop.orders

a if b

b if a
