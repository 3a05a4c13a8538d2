package shop.orders

import data.shop.users
import input.users

allow if users
