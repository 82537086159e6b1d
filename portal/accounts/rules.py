"""Roles, clearances and what they open. Roles follow the domain reference, 3.0."""

from dataclasses import dataclass

ANY_REGION = "*"
PUBLIC = "public"
INTERNAL = "internal"
SENSITIVE = "sensitive"
LABELS = (PUBLIC, INTERNAL, SENSITIVE)


@dataclass(frozen=True, slots=True)
class Role:
    """One role: its code, its names, and whether it opens business records at all."""

    code: str
    zh: str
    en: str
    sees_records: bool = True


ROLES = (
    Role("pu_clerk", "项目单位经办", "Unit clerk"),
    Role("pu_head", "项目单位负责人", "Head of unit"),
    Role("dept_reviewer", "主管部门审核", "Department reviewer"),
    Role("dept_head", "主管部门负责人", "Head of department"),
    Role("fin_budget", "财政预算", "Budget officer"),
    Role("fin_treasury", "国库支付", "Treasury officer"),
    Role("land", "自然资源", "Land officer"),
    Role("plan", "发展改革", "Planner"),
    Role("eng", "业主工程师", "Owner's engineer"),
    Role("sup", "监理", "Supervisor"),
    Role("con", "施工单位", "Contractor"),
    Role("proc", "采购代理", "Procurement agent"),
    Role("expert", "评审专家", "Committee expert"),
    Role("tp", "第三方评价", "Third-party evaluator"),
    Role("aud", "审计", "Auditor"),
    Role("lead", "领导", "Leader"),
    Role("sysadm", "系统管理员", "System administrator", sees_records=False),
    Role("secadm", "安全管理员", "Security administrator", sees_records=False),
    Role("audadm", "审计管理员", "Audit administrator", sees_records=False),
    Role("pub", "公众", "Public", sees_records=False),
)
ROLE_CODES = tuple(role.code for role in ROLES)
RECORD_ROLES = frozenset(role.code for role in ROLES if role.sees_records)
ADMIN_ROLES = frozenset({"sysadm", "secadm", "audadm"})


def labels_up_to(clearance: str) -> tuple[str, ...]:
    """Return the labels a clearance opens, e.g. ``internal`` opens ``public`` and ``internal``."""
    return LABELS[: LABELS.index(clearance) + 1]


def breaks_separation(roles: frozenset[str]) -> bool:
    """Tell whether one person would hold two of the three administrator roles (domain reference, 3.0)."""
    return len(roles & ADMIN_ROLES) > 1
