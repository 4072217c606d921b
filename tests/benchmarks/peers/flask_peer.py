"""The old stack, well made: Flask, Flask-SQLAlchemy, flask-jwt-extended and psycopg2."""

import os
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from flask import Flask, jsonify, request
from flask_jwt_extended import JWTManager, create_access_token, get_jwt_identity, jwt_required
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, ForeignKey, Index, Numeric, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column, relationship, selectinload

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"].replace("postgresql://", "postgresql+psycopg2://", 1)
app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"pool_size": 8, "max_overflow": 0}
app.config["JWT_SECRET_KEY"] = os.environ["JWT_SECRET_KEY"]
app.config["JWT_ACCESS_TOKEN_EXPIRES"] = timedelta(hours=8)
db = SQLAlchemy(app, session_options={"expire_on_commit": False})
JWTManager(app)


def now():
    """Return the moment."""
    return datetime.now(UTC)


class User(db.Model):
    """A waiter."""

    __tablename__ = "users"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=now)

    def shown(self):
        """Return it as JSON has it."""
        return {
            "id": str(self.id),
            "email": self.email,
            "name": self.name,
            "created_at": self.created_at.isoformat(),
        }


class Product(db.Model):
    """A product of the catalogue."""

    __tablename__ = "products"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    name: Mapped[str] = mapped_column(unique=True)
    price: Mapped[Decimal] = mapped_column(Numeric(12, 2))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=now)


class OrderProduct(db.Model):
    """A line of an order."""

    __tablename__ = "order_products"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"), index=True)
    product_id: Mapped[UUID] = mapped_column(ForeignKey("products.id"))
    product_name: Mapped[str]
    position: Mapped[int]
    quantity: Mapped[int]
    unit_price: Mapped[Decimal] = mapped_column(Numeric(12, 2))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=now)

    def shown(self):
        """Return it as JSON has it."""
        return {
            "id": str(self.id),
            "product_id": str(self.product_id),
            "product_name": self.product_name,
            "quantity": self.quantity,
            "unit_price": float(self.unit_price),
            "total_price": float(self.quantity * self.unit_price),
            "created_at": self.created_at.isoformat(),
        }


class Order(db.Model):
    """An order."""

    __tablename__ = "orders"
    __table_args__ = (Index("orders_of_a_waiter_idx", "user_id", "created_at"),)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    customer_name: Mapped[str]
    total_price: Mapped[Decimal] = mapped_column(Numeric(14, 2))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=now)
    lines: Mapped[list[OrderProduct]] = relationship(order_by=OrderProduct.position)

    def shown(self):
        """Return it as JSON has it."""
        return {
            "id": str(self.id),
            "user_id": str(self.user_id),
            "customer_name": self.customer_name,
            "total_price": float(self.total_price),
            "created_at": self.created_at.isoformat(),
            "products": [line.shown() for line in self.lines],
        }


@app.post("/api/users")
def register():
    """Register a waiter."""
    body = request.get_json()
    if not body.get("email") or not body.get("name"):
        return jsonify(message="Email and name are required"), 400
    user = User(email=body["email"].lower(), name=body["name"])
    db.session.add(user)
    try:
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        return jsonify(message="Email already exists"), 409
    return jsonify(message="User created successfully", user=user.shown()), 201


@app.post("/api/auth/login")
def sign_in():
    """Give a waiter a token."""
    email = request.get_json().get("email")
    if not email:
        return jsonify(message="Email is required"), 400
    user = db.session.scalar(select(User).where(User.email == email.lower()))
    if user is None:
        return jsonify(message="User not found"), 404
    return jsonify(access_token=create_access_token(identity=str(user.id)), user=user.shown())


@app.get("/health/live")
def live():
    """Say that it answers."""
    return jsonify(status="ok")


@app.post("/api/orders")
@jwt_required()
def place_order():
    """Place an order."""
    body = request.get_json()
    if not body.get("customer_name"):
        return jsonify(message="Customer name is required"), 400
    wanted = body.get("products")
    if not isinstance(wanted, list) or not wanted:
        return jsonify(message="At least one product is required"), 400
    user = db.session.get(User, UUID(get_jwt_identity()))
    if user is None:
        return jsonify(message="User not found"), 404
    if not all(line.get("name") and line.get("price") and line.get("quantity") for line in wanted):
        return jsonify(message="Each product must have a name, price, and quantity"), 400
    names = {line["name"] for line in wanted}
    known = {product.name: product for product in db.session.scalars(select(Product).where(Product.name.in_(names)))}
    for line in wanted:
        if line["name"] not in known:
            known[line["name"]] = Product(id=uuid4(), name=line["name"], price=Decimal(str(line["price"])))
            db.session.add(known[line["name"]])
    order = Order(user_id=user.id, customer_name=body["customer_name"])
    order.lines = [
        OrderProduct(
            product_id=known[line["name"]].id,
            product_name=line["name"],
            position=position,
            quantity=line["quantity"],
            unit_price=Decimal(str(line["price"])),
        )
        for position, line in enumerate(wanted)
    ]
    order.total_price = sum((line.quantity * line.unit_price for line in order.lines), Decimal(0))
    db.session.add(order)
    db.session.commit()
    return jsonify(message="Order created successfully", order=order.shown()), 201


@app.get("/api/orders")
@jwt_required()
def list_orders():
    """List the caller's orders, newest first."""
    page = max(request.args.get("page", 1, int), 1)
    size = min(max(request.args.get("per_page", 10, int), 1), 100)
    own = Order.user_id == UUID(get_jwt_identity())
    total = db.session.scalar(select(func.count()).select_from(Order).where(own))
    newest = select(Order).where(own).order_by(Order.created_at.desc()).options(selectinload(Order.lines))
    orders = db.session.scalars(newest.limit(size).offset((page - 1) * size))
    return jsonify(orders=[order.shown() for order in orders], total=total, pages=-(-total // size), current_page=page)


@app.get("/api/orders/<uuid:order_id>")
@jwt_required()
def show_order(order_id):
    """Show one of the caller's orders."""
    order = db.session.get(Order, order_id, options=[selectinload(Order.lines)])
    if order is None or order.user_id != UUID(get_jwt_identity()):
        return jsonify(message="Order not found"), 404
    return jsonify(order=order.shown())


@app.get("/api/reports/products")
@jwt_required()
def report():
    """Report what the caller sold, or everybody."""
    start, end = request.args.get("start_date"), request.args.get("end_date")
    quantity = func.sum(OrderProduct.quantity)
    rows = (
        select(OrderProduct.product_name, quantity, func.sum(OrderProduct.quantity * OrderProduct.unit_price))
        .join(Order, Order.id == OrderProduct.order_id)
        .group_by(OrderProduct.product_name)
        .order_by(quantity.desc())
    )
    if request.args.get("waiter") != "all":
        rows = rows.where(Order.user_id == UUID(get_jwt_identity()))
    try:
        if start:
            rows = rows.where(Order.created_at >= midnight(start))
        if end:
            rows = rows.where(Order.created_at < midnight(end) + timedelta(days=1))
    except ValueError:
        return jsonify(message="Invalid date format. Use YYYY-MM-DD"), 400
    products = [
        {"product_name": name, "total_quantity": int(sold), "total_price": float(price)}
        for name, sold, price in db.session.execute(rows)
    ]
    return jsonify(report={"start_date": start, "end_date": end, "products": products})


def midnight(day):
    """Return when a day begins. Raises `ValueError`."""
    return datetime.combine(date.fromisoformat(day), time(0), UTC)


if __name__ == "__main__":
    with app.app_context():
        db.create_all()
