"""All errors of the library under one base class.

Each message is one Chinese sentence that names the thing and the next step.  The library
raises; the command line and the web translate, once each.
"""

import errno


class KnowledgeBaseError(Exception):
    """Base of every error that this project raises on purpose."""

    #: HTTP status at the web's edge.
    status = 400


class CorpusError(KnowledgeBaseError):
    """The corpus, its manifest or one of its files cannot be used."""


class BuildError(KnowledgeBaseError):
    """A build cannot write or may not run now; what was built before stays in force."""

    status = 503


class MissingKnowledgeBase(KnowledgeBaseError):
    """There is no knowledge base at the place named, or it is half-written."""

    status = 503


class NotFound(KnowledgeBaseError):
    """A clause, document or body of that name is not in the knowledge base."""

    status = 404


class InvalidQuery(KnowledgeBaseError):
    """A query, filter or option cannot be understood."""


class ModelError(KnowledgeBaseError):
    """The embedding model cannot be loaded, or is not the one that made the vectors."""

    status = 503


class VerificationError(KnowledgeBaseError):
    """An answer would have shown words that are not in its cited span: a defect, never shown."""

    status = 500


#: What the system says when a file cannot be written.
_REASONS = {
    errno.ENOSPC: "磁盘空间不足",
    errno.EDQUOT: "磁盘配额已满",
    errno.EFBIG: "文件大小超出限制",
    errno.EACCES: "没有写入权限",
    errno.EPERM: "没有写入权限",
    errno.EROFS: "文件系统是只读的",
    errno.EEXIST: "同名的文件已经存在",
    errno.ENOENT: "上级路径不存在",
    errno.ENOTDIR: "上级路径不是目录",
}


def write_failure(error: OSError, *, named: bool = False) -> str:
    """Why a file cannot be written, in Chinese where the system's reason is a usual one; with its name."""
    reason = _REASONS.get(error.errno or 0, error.strerror or str(error) or "读写错误")
    return f"{reason}（{error.filename}）" if named and error.filename else reason
