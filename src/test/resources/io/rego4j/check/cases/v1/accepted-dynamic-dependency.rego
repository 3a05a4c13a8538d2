package shop.orders

p.a := 1

p.b := p.a
