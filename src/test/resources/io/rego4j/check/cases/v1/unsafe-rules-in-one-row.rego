package shop.orders

p if x
q if { y }
