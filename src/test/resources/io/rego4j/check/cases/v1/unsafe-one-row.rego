package shop.orders

p if { a > 1 }
q if { b > 1 }
