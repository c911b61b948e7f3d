//! What a desk says of itself before it can say anything of the square.

phrases! {
    NO_CHANCE: "系统给不出随机数，无法安全编号。请重启电脑再试，或换一台电脑。", "The system gives no random numbers, so nothing can be numbered safely. Restart the computer or take another one.";
}
