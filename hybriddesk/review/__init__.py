"""Judgement: confidence with reasons, queue rules, differences between draft and final. Pure."""
