package shop.orders

a.b.c := 1

a.b.d := 2

a[x].e := 3 if some x in input.list
