package shop.orders

import data.a as b
import data.c as b

allow if b
