//! Every text a person reads, in zh-CN and English, in one table. No other room holds Chinese.
