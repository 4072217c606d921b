"""Every use case, made anew for each request out of the ports it names."""

from typing import Final

from dishka import Provider, Scope

from application.access.activate_user import ActivateUser
from application.access.employ_user import EmployUser
from application.access.enrol_device import EnrolDevice
from application.access.forget_expired import ForgetExpired
from application.access.issue_code import IssueCode
from application.access.list_devices import ListDevices
from application.access.offer_pairing import OfferPairing
from application.access.recover_access import RecoverAccess
from application.access.refresh_session import RefreshSession
from application.access.revoke_device import RevokeDevice
from application.access.set_up import SetUp
from application.access.sign_in import SignIn
from application.access.sign_in_with_secret import SignInWithSecret
from application.access.sign_out import SignOut
from application.access.sign_out_everywhere import SignOutEverywhere
from application.access.verify_token import VerifyToken
from application.catalogue.add_product import AddProduct
from application.catalogue.change_product import ChangeProduct
from application.catalogue.list_products import ListProducts
from application.catalogue.show_product import ShowProduct
from application.kernel.catch_up_audit import CatchUpAudit
from application.kernel.forget_answers import ForgetAnswers
from application.kernel.list_audit import ListAudit
from application.kernel.refresh_statistics import RefreshStatistics
from application.kernel.verify_audit import VerifyAudit
from application.ordering.follow_orders import FollowOrders
from application.ordering.list_orders import ListOrders
from application.ordering.place_order import PlaceOrder
from application.ordering.show_order import ShowOrder
from application.people.change_user import ChangeUser
from application.people.list_users import ListUsers
from application.people.register_user import RegisterUser
from application.people.show_user import ShowUser
from application.reporting.product_sales_report import ProductSalesReport
from application.reporting.rebuild_rollups import RebuildRollups
from application.reporting.roll_up_sales import RollUpSales
from application.reporting.sales_report import SalesReport
from application.reporting.sums_behind import SumsBehind
from application.reporting.verify_rollups import VerifyRollups

USE_CASES: Final = Provider(scope=Scope.REQUEST)
_ = USE_CASES.provide_all(
    ForgetAnswers,
    RefreshStatistics,
    RegisterUser,
    SignIn,
    VerifyToken,
    ListAudit,
    CatchUpAudit,
    VerifyAudit,
    ActivateUser,
    EmployUser,
    EnrolDevice,
    ForgetExpired,
    IssueCode,
    ListDevices,
    OfferPairing,
    RecoverAccess,
    RefreshSession,
    RevokeDevice,
    SetUp,
    SignInWithSecret,
    SignOut,
    SignOutEverywhere,
    ChangeUser,
    ListUsers,
    ShowUser,
    AddProduct,
    ChangeProduct,
    ShowProduct,
    ListProducts,
    PlaceOrder,
    ShowOrder,
    ListOrders,
    FollowOrders,
    ProductSalesReport,
    SalesReport,
    RollUpSales,
    SumsBehind,
    VerifyRollups,
    RebuildRollups,
)
