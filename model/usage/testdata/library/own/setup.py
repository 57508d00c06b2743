from setuptools import setup

setup(version="1", name="slack-ladder", packages=["rungs"])
