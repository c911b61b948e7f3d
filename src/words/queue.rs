//! The queue screen.

phrases! {
    SERVICE: "服务", "Service";
    NO_SERVICE: "还没有需要取号的服务", "No service takes numbers yet";
}
