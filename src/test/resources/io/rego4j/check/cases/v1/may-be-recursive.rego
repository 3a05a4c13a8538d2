package shop.orders

a.x := a[input.key]
