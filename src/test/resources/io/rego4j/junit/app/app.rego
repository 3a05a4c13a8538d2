package app

default allow := false

allow if input.user in data.admins

roles contains "reader" if input.user

ratio := 100 / input.part
