"""What each operation of payments does, in Chinese, by its id; and what its parameters take."""

IN_CHINESE = {
    "payments": "看得到的支付申请，分页",
    "payment_totals": "符合条件的支付申请合计：笔数、申请、在途、已付、人工费",
    "payment_desk": "等待本人办理的支付申请，等待最久的在前",
    "payment_make": "新建一笔支付申请（草稿）",
    "payment": "一笔支付申请：计量、发票、证据、步骤、六项余量、指令与回单，以及可办步骤",
    "payment_amend": "整体改写草稿或被退回的支付申请",
    "payment_headroom": "为什么不能再多：六项余量及其算式，以及全部检查",
    "payment_act": "办理支付申请的一个步骤",
}
_LIST = {
    "region": ("行政区划代码前缀", "Prefix of a region code"),
    "project": ("项目编号", "A project's code"),
    "contract": ("合同编号（id）", "A contract's id"),
    "indicator": ("指标编号（id）", "An indicator's id"),
    "cost_line": ("概算科目编号（id）", "The id of a line of the estimate"),
    "feature": ("标段或单体编号（id）", "The id of a section or structure"),
    "item": ("清单项编号（id），即计量过该项的申请", "The id of an item of a bill measured in them"),
    "party": ("收款人统一社会信用代码", "The payee's credit code"),
    "state": ("状态，可用逗号分隔多个", "States, separated by commas"),
    "kind": ("种类，可用逗号分隔多个", "Kinds, separated by commas"),
    "source": ("资金来源", "Source of the money"),
    "year": ("预算年度", "Budget year"),
    "from": ("支付日期起", "First day of payment"),
    "to": ("支付日期止", "Last day of payment"),
    "amount_min": ("最低金额，元", "Least amount in yuan"),
    "amount_max": ("最高金额，元", "Greatest amount in yuan"),
    "q": (
        "编号、用途、合同、收款人或项目；也可用完整的发票号码或佐证文件的 SHA-256",
        "Number, purpose, contract, payee or project; or an invoice's number, a file's SHA-256, whole",
    ),
}
LISTS = ("payments", "payment_totals")
WORDS = {f"{operation}.{name}": told for operation in LISTS for name, told in _LIST.items()}
WORDS |= {"payment_id": ("支付申请的编号（id）", "The application's id")}
