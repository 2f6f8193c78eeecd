"""The person's own finder of names: a spaCy, token-classification (ONNX) or GLiNER (ONNX) model in a folder of theirs.

Its libraries are optional extras (``hybriddesk[onnx]``, ``hybriddesk[spacy]``) and are imported when a folder is first used. It works
beside the shipped rules and tagger and takes nothing away from them.
"""
