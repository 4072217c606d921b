"""Every use case, made anew for each request out of the ports it names."""

from typing import Final

from dishka import Provider, Scope

from application.catalogue.add_product import AddProduct
from application.catalogue.change_product import ChangeProduct
from application.catalogue.list_products import ListProducts
from application.catalogue.show_product import ShowProduct
from application.catalogue.walk_products import WalkProducts
from application.kernel.forget_answers import ForgetAnswers
from application.ordering.list_orders import ListOrders
from application.ordering.place_order import PlaceOrder
from application.ordering.show_order import ShowOrder
from application.ordering.walk_orders import WalkOrders
from application.reporting.product_sales_report import ProductSalesReport
from application.reporting.rebuild_rollups import RebuildRollups
from application.reporting.roll_up_sales import RollUpSales
from application.reporting.sales_report import SalesReport
from application.reporting.verify_rollups import VerifyRollups
from application.staff.change_user import ChangeUser
from application.staff.forget_sessions import ForgetSessions
from application.staff.list_users import ListUsers
from application.staff.register_user import RegisterUser
from application.staff.show_user import ShowUser
from application.staff.sign_in import SignIn
from application.staff.sign_out import SignOut
from application.staff.sign_out_everywhere import SignOutEverywhere
from application.staff.verify_token import VerifyToken

USE_CASES: Final = Provider(scope=Scope.REQUEST)
_ = USE_CASES.provide_all(
    ForgetAnswers,
    RegisterUser,
    SignIn,
    VerifyToken,
    SignOut,
    SignOutEverywhere,
    ForgetSessions,
    ChangeUser,
    ListUsers,
    ShowUser,
    AddProduct,
    ChangeProduct,
    ShowProduct,
    ListProducts,
    WalkProducts,
    PlaceOrder,
    ShowOrder,
    ListOrders,
    WalkOrders,
    ProductSalesReport,
    SalesReport,
    RollUpSales,
    VerifyRollups,
    RebuildRollups,
)
