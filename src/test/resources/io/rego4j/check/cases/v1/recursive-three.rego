package shop.orders

a := b

b := c

c := a
