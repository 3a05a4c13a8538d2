package shop.orders

a := []

b if a[_]

c := {}

d if c[input.x]
