"""The usual modern stack, well made: FastAPI, SQLAlchemy's async ORM and asyncpg."""

import asyncio
import os
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Annotated
from uuid import UUID, uuid4

import jwt
from fastapi import Depends, FastAPI, HTTPException, Query
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, Field
from sqlalchemy import DateTime, ForeignKey, Index, Numeric, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship, selectinload

SECRET = os.environ["JWT_SECRET_KEY"]
engine = create_async_engine(
    os.environ["DATABASE_URL"].replace("postgresql://", "postgresql+asyncpg://", 1), pool_size=16, max_overflow=0
)
Session = async_sessionmaker(engine, expire_on_commit=False)
app = FastAPI()


def now():
    """Return the moment."""
    return datetime.now(UTC)


class Base(DeclarativeBase):
    """Every table."""


class User(Base):
    """A waiter."""

    __tablename__ = "users"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=now)


class Product(Base):
    """A product of the catalogue."""

    __tablename__ = "products"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    name: Mapped[str] = mapped_column(unique=True)
    price: Mapped[Decimal] = mapped_column(Numeric(12, 2))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=now)


class OrderProduct(Base):
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

    @property
    def total_price(self):
        """Its share of the order's total."""
        return self.quantity * self.unit_price


class Order(Base):
    """An order."""

    __tablename__ = "orders"
    __table_args__ = (Index("orders_of_a_waiter_idx", "user_id", "created_at"),)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    customer_name: Mapped[str]
    total_price: Mapped[Decimal] = mapped_column(Numeric(14, 2))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=now)
    products: Mapped[list[OrderProduct]] = relationship(order_by=OrderProduct.position)


class View(BaseModel, from_attributes=True):
    """Anything shown."""


class UserView(View):
    """A waiter, shown."""

    id: UUID
    email: str
    name: str
    created_at: datetime


class LineView(View):
    """A line, shown."""

    id: UUID
    product_id: UUID
    product_name: str
    quantity: int
    unit_price: float
    total_price: float
    created_at: datetime


class OrderView(View):
    """An order, shown."""

    id: UUID
    user_id: UUID
    customer_name: str
    total_price: float
    created_at: datetime
    products: list[LineView]


class UserCreated(View):
    """A new waiter."""

    message: str
    user: UserView


class SignedIn(View):
    """A token, and whose it is."""

    access_token: str
    user: UserView


class OrderPlaced(View):
    """A new order."""

    message: str
    order: OrderView


class OrderShown(View):
    """An order, shown."""

    order: OrderView


class OrdersListed(View):
    """A page of orders."""

    orders: list[OrderView]
    total: int
    pages: int
    current_page: int


class Registration(BaseModel):
    """Who wants to be a waiter."""

    email: str = Field(min_length=3)
    name: str = Field(min_length=1)


class Email(BaseModel):
    """Who wants a token."""

    email: str = Field(min_length=1)


class Wanted(BaseModel):
    """A product wanted."""

    name: str = Field(min_length=1)
    price: Decimal = Field(gt=0)
    quantity: int = Field(gt=0)


class OrderForm(BaseModel):
    """An order wanted."""

    customer_name: str = Field(min_length=1)
    products: list[Wanted] = Field(min_length=1)


async def session():
    """Open a session for one request."""
    async with Session() as opened:
        yield opened


def caller(credentials: Annotated[HTTPAuthorizationCredentials, Depends(HTTPBearer())]):
    """Return who asks."""
    try:
        return UUID(jwt.decode(credentials.credentials, SECRET, algorithms=["HS256"])["sub"])
    except jwt.PyJWTError as refusal:
        raise HTTPException(401, "Signature verification failed") from refusal


Database = Annotated[AsyncSession, Depends(session)]
Caller = Annotated[UUID, Depends(caller)]


@app.get("/health/live")
async def live():
    """Say that it answers."""
    return {"status": "ok"}


@app.post("/api/users", status_code=201, response_model=UserCreated)
async def register(form: Registration, db: Database):
    """Register a waiter."""
    user = User(email=form.email.lower(), name=form.name)
    db.add(user)
    try:
        await db.commit()
    except IntegrityError as refusal:
        raise HTTPException(409, "Email already exists") from refusal
    return {"message": "User created successfully", "user": user}


@app.post("/api/auth/login", response_model=SignedIn)
async def sign_in(form: Email, db: Database):
    """Give a waiter a token."""
    user = await db.scalar(select(User).where(User.email == form.email.lower()))
    if user is None:
        raise HTTPException(404, "User not found")
    claims = {"sub": str(user.id), "exp": now() + timedelta(hours=8)}
    return {"access_token": jwt.encode(claims, SECRET, algorithm="HS256"), "user": user}


@app.post("/api/orders", status_code=201, response_model=OrderPlaced)
async def place_order(form: OrderForm, db: Database, waiter: Caller):
    """Place an order."""
    if await db.get(User, waiter) is None:
        raise HTTPException(404, "User not found")
    names = {line.name for line in form.products}
    known = {product.name: product for product in await db.scalars(select(Product).where(Product.name.in_(names)))}
    for line in form.products:
        if line.name not in known:
            known[line.name] = Product(id=uuid4(), name=line.name, price=line.price)
            db.add(known[line.name])
    order = Order(
        user_id=waiter,
        customer_name=form.customer_name,
        total_price=sum((line.quantity * line.price for line in form.products), Decimal(0)),
        products=[
            OrderProduct(
                product_id=known[line.name].id,
                product_name=line.name,
                position=position,
                quantity=line.quantity,
                unit_price=line.price,
            )
            for position, line in enumerate(form.products)
        ],
    )
    db.add(order)
    await db.commit()
    return {"message": "Order created successfully", "order": order}


@app.get("/api/orders", response_model=OrdersListed)
async def list_orders(
    db: Database, waiter: Caller, page: Annotated[int, Query(ge=1)] = 1, per_page: Annotated[int, Query(ge=1)] = 10
):
    """List the caller's orders, newest first."""
    size = min(per_page, 100)
    own = Order.user_id == waiter
    total = await db.scalar(select(func.count()).select_from(Order).where(own))
    newest = select(Order).where(own).order_by(Order.created_at.desc()).options(selectinload(Order.products))
    orders = await db.scalars(newest.limit(size).offset((page - 1) * size))
    return {"orders": orders.all(), "total": total, "pages": -(-total // size), "current_page": page}


@app.get("/api/orders/{order_id}", response_model=OrderShown)
async def show_order(db: Database, waiter: Caller, order_id: UUID):
    """Show one of the caller's orders."""
    order = await db.get(Order, order_id, options=[selectinload(Order.products)])
    if order is None or order.user_id != waiter:
        raise HTTPException(404, "Order not found")
    return {"order": order}


@app.get("/api/reports/products")
async def report(
    db: Database,
    me: Caller,
    waiter: str = "me",
    start_date: date | None = None,
    end_date: date | None = None,
):
    """Report what the caller sold, or everybody."""
    quantity = func.sum(OrderProduct.quantity)
    rows = (
        select(OrderProduct.product_name, quantity, func.sum(OrderProduct.quantity * OrderProduct.unit_price))
        .join(Order, Order.id == OrderProduct.order_id)
        .group_by(OrderProduct.product_name)
        .order_by(quantity.desc())
    )
    if waiter != "all":
        rows = rows.where(Order.user_id == me)
    if start_date:
        rows = rows.where(Order.created_at >= datetime.combine(start_date, time(0), UTC))
    if end_date:
        rows = rows.where(Order.created_at < datetime.combine(end_date, time(0), UTC) + timedelta(days=1))
    products = [
        {"product_name": name, "total_quantity": sold, "total_price": float(price)}
        for name, sold, price in await db.execute(rows)
    ]
    return {"report": {"start_date": start_date, "end_date": end_date, "products": products}}


async def make_tables():
    """Make the tables that are missing."""
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)


if __name__ == "__main__":
    asyncio.run(make_tables())
