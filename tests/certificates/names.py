"""Twenty made-up names in each script and language that certificates are asked for in.

Given names and family names that are both common, put together by chance; a few hold what is hard to shape:
stacked letters, marks above and below, joiners, letters that change their place.
"""

_NAMES = {
    "Bengali": """
        মোহাম্মদ আব্দুল্লাহ আল-মামুন | মোছাম্মৎ রহিমা খাতুন | শ্রীমতী লক্ষ্মী চক্রবর্তী
        জ্যোৎস্না বন্দ্যোপাধ্যায় | কৃষ্ণা মুখোপাধ্যায় | তাহমিনা আক্তার | নুসরাত জাহান
        সৈয়দ মুজতবা হোসেন | ফাতেমা তুজ জোহরা | রুদ্র প্রতাপ সিংহ | অঙ্কিতা ভট্টাচার্য
        ইন্দ্রজিৎ দত্ত | শাহীন মিয়া | উজ্জ্বল বিশ্বাস | ঐশ্বর্য সাহা | মৃত্তিকা গঙ্গোপাধ্যায়
        হৃদয় খান | ঋতুপর্ণা স্বর্ণকার | জান্নাতুল ফেরদৌস | আঞ্জুমান আরা
    """,
    "Arabic": """
        فاطمة الزهراء بنت محمد | عبد الله السلامة | أمينة علي | مُحَمَّد إبراهيم | خديجة الأحمد
        لؤلؤة الشمّري | آية عبد الرحمن | يحيى الكيلاني | هالة المؤمن | رؤى اللامي
        ضياء الدين قاسم | ظافر الغانم | سلمى حجّاج | إسراء الطائي | بهاء لبنى الصالح
        عائشة بنت أبي بكر | ثناء ذو الفقار | نور الهدى كمال | مريم مصطفى | وليد الخطيب
    """,
    "Urdu": """
        محمد اقبال چوہدری | ٹیپو ڈار گڑھی | زینب بی بی ٹھاکر | شاہدہ پروین | غلام عبّاس
        عائشہ صدّیقہ | بھٹّی رضیہ | ثمینہ ژالہ | نگہت چغتائی | کنیز فاطمہ | گلناز خٹک
        حمزہ ڈوگر | مہوش اعوان | یٰسین ملک | ذوالفقار علی | فہمیدہ گڑھوی | پرویز گیلانی
        ہاجرہ ٹوانہ | آمنہ کھوکھر | بشریٰ ڈھلّوں
    """,
    "Persian": """
        زهرا احمدی‌پور | می‌نا کریمی | محمدرضا شجریان‌نژاد | پریسا گل‌محمدی | ژاله چگینی
        شیرین نیک‌روش | آرش کمانگیر | کیومرث پهلوان‌زاده | گیتی خرّم | مهدی‌یار حسینی
        نرگس یوسفی | روشنک داوودی | ثریا اسفندیاری | بهروز وثوقی‌فر | لیلا حاتمی‌کیا
        سهراب ضیایی | فرّخ‌زاد مهر | هما ناطقی | فریبا طالبی | پوریا عزیزی
    """,
    "Gujarati": """
        ધ્રુવી રાજેન્દ્રકુમાર પટેલ | જ્ઞાનેશ્વરી ત્રિવેદી | કૃષ્ણા મિસ્ત્રી | શ્રદ્ધા બ્રહ્મભટ્ટ
        હેમાંગિની વ્યાસ | પ્રફુલ્લ દેસાઈ | ઋષિકેશ જોષી | ભૂમિકા પંડ્યા | દ્વારકેશ ઠક્કર
        લક્ષ્મીબેન સોલંકી | સ્નેહલતા શાહ | ક્ષિતિજ ભટ્ટ | ઉર્મિલા ચૌહાણ | ઇન્દુ મહેતા
        યજ્ઞેશ દવે | નિષ્ઠા પરમાર | ઝંખના રાઠોડ | ગ્રીષ્મા વાઘેલા | વિશ્વા અમીન | હર્ષદ ઓઝા
    """,
    "Tamil": """
        தமிழ்ச்செல்வி கிருஷ்ணமூர்த்தி | ஸ்ரீதேவி பாலசுப்ரமணியம் | லக்ஷ்மி நாராயணன்
        முத்துக்குமார் செல்வம் | கோகிலா பொன்னுசாமி | யாழினி சௌந்தரராஜன் | ஜெயலக்ஷ்மி வேங்கடேசன்
        மீனாட்சி சுந்தரம் | கௌசல்யா இராமன் | நெடுஞ்செழியன் பூங்குன்றன் | துர்கா தேவி
        ஷண்முகம் பிள்ளை | ஹரிணி மூர்த்தி | ஐஸ்வர்யா ரங்கன் | ஔவை இளஞ்செழியன் | வைதேகி தியாகராஜன்
        பூங்கொடி மாணிக்கம் | ஊர்மிளா சேகர் | ஆதித்யா கண்ணன் | குறிஞ்சி மலர்
    """,
    "Panjabi": """
        ਹਰਪ੍ਰੀਤ ਕੌਰ ਸਿੱਧੂ | ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ ਢਿੱਲੋਂ | ਅੰਮ੍ਰਿਤਪਾਲ ਕੌਰ | ਜਸਵਿੰਦਰ ਸਿੰਘ
        ਮਨਪ੍ਰੀਤ ਕੌਰ ਗਿੱਲ | ਬਲਜੀਤ ਸਿੰਘ ਬਾਜਵਾ | ਸਿਮਰਨਜੀਤ ਕੌਰ | ਕੁਲਵਿੰਦਰ ਸਿੰਘ ਸੰਧੂ
        ਨਵਨੀਤ ਕੌਰ ਗਰੇਵਾਲ | ਰਣਜੀਤ ਸਿੰਘ ਔਲਖ | ਖੁਸ਼ਪ੍ਰੀਤ ਕੌਰ | ਸਤਿੰਦਰ ਸ਼ਰਮਾ | ਜ਼ੋਰਾਵਰ ਸਿੰਘ
        ਫ਼ਤਿਹ ਸਿੰਘ | ਲਖਵਿੰਦਰ ਕੌਰ ਬੈਂਸ | ਦਵਿੰਦਰ ਸਿੰਘ ਚੱਠਾ | ਪਰਮਿੰਦਰ ਕੌਰ | ਇੰਦਰਜੀਤ ਸਿੰਘ
        ਸ੍ਵਰਨ ਕੌਰ | ਉੱਤਮ ਸਿੰਘ
    """,
    "Hindi": """
        श्रीमती लक्ष्मी त्रिपाठी | कृष्णकान्त द्विवेदी | ज्ञानेन्द्र मिश्रा | प्रज्ञा शुक्ला
        उज्ज्वल श्रीवास्तव | ऋत्विक चट्टोपाध्याय | शार्दूल वाजपेयी | निर्मला चतुर्वेदी
        विश्वनाथ प्रसाद | अर्चना सिंह | हृदयेश पाण्डेय | स्नेहा क्षत्रिय | ब्रह्मानन्द जोशी
        पद्मा वर्मा | सुष्मिता ठाकुर | ॐप्रकाश गुप्ता | ज़ीनत ख़ान | इन्दिरा भट्ट
        यज्ञदत्त आर्य | मृदुला क्षेत्री
    """,
    "Amharic and Tigrinya": """
        ገብረመድህን ተስፋይ ኣብርሃም | ሰላማዊት ኃይለማርያም | አበበ ሺፈራው | ጥሩነሽ ወልደሰንበት | መሓሪ ግርማይ | ዮውሃንስ ጸጋይ
        ብርሃነ መስቀል | ፍቅርተ ዓለሙ | ኤልሳ ክፍለ | ቴዎድሮስ ሰሎሙን | ሚካኤል ኪዳነ | ሳባ ሃብተ | ለምለም ኃይሉ | ቆንጂት ሺፈራው
        ጌታቸው ዘውዱ | ኣስቴር ሰሎሙን | ትዕግስት ውቤ | ሐና ዳዊት | ርግበ ንጉሠ | ፀሐይ ዠንበሩ
    """,
    "Chinese": """
        王小明 | 欧阳例子 | 李秀英 | 張偉強 | 陳美玲 | 司馬文龍 | 诸葛晓燕 | 黃志豪 | 刘洋
        龔鑫淼 | 鄭麗華 | 赵雪梅 | 蔡依婷 | 邓嘉怡 | 馮國榮 | 上官婉清 | 钱多多 | 霍驊 | 吳靜雯
        曾繁琪
    """,
    "Vietnamese": """
        Nguyễn Thị Ánh Tuyết | Trần Văn Đức | Lê Hoàng Phương | Phạm Quỳnh Như | Đặng Thùy Ỷ
        Vũ Đình Hưởng | Bùi Xuân Nghĩa | Huỳnh Mỹ Dương | Ngô Bảo Ngọc | Đỗ Thế Sửu
        Hồ Ngọc Hà Giang | Lý Cẩm Vân | Mai Kỳ Duyên | Phan Ỷ Lan | Tạ Bích Loan
        Trịnh Hữu Tưởng | Đinh Lộc Ẩn | Võ Ưu Ái | Cao Kiều Oanh | Dương Ðạo
    """,
    "Yoruba": """
        Ọlábísí Adébáyọ̀ | Fúnmiláyọ̀ Ọṣúndáre | Ṣẹ́gun Adéyẹmí | Olúwaṣeun Àjàyí
        Títílayọ̀ Ògúnlẹ́yẹ | Bọ́lánlé Òjó | Kẹ́hìndé Ọláìyá | Táíwò Akínwándé
        Ayọ̀délé Fágbàmí | Ìyábọ̀ Ṣówándé | Ẹ̀bùn Ọ̀ṣọ́ | Dámilọ́lá Ọlọ́runtọ̀ba
        Gbọ́lágadé Ìdòwú | Mojísọ́lá Àlàbí | Rónkẹ́ Ẹgbẹ́yẹmí | Yétúndé Ọdẹ́yẹmí | Àdùkẹ́ Ọ̀pẹ́
        Ọmọ́tọ́lá Jẹ́jẹ́ | Ṣadé Òkè | Wọlé Ẹ̀sọ̀
    """,
    "Turkish": """
        Şule Çiğdem Yıldız | İpek Öğüt | Gülşah Kılıçdağı | Ömer Işık | Ayşegül Şahinoğlu
        Uğur Çağlayan | Irmak Üzümcü | Hüseyin Güneş | İsmail Doğan | Özgür Aydın
        Zeynep Büşra Çelik | Yiğit Ağaoğlu | Fâtma Hâlide | Nâzım Kâmil | Tuğçe İnce
        Sıdıka Kırımlı | Gökçe Ünlü | Oğuzhan Şimşek | Müjde Çıtak | Ilgaz Öztürk
    """,
    "Polish": """
        Łukasz Wiśniewski | Małgorzata Źdźbło | Święty Grzegorz | Żaneta Dąbrowska
        Stanisław Kołodziejczyk | Jędrzej Ćwikła | Agnieszka Mączyńska | Ździsław Pióro
        Bożena Gęś | Wawrzyniec Śliwiński | Krystyna Łączyńska | Paweł Brzęczyszczykiewicz
        Zofia Różańska | Michał Jaśkiewicz | Elżbieta Włóczka | Józef Wójcik
        Genowefa Pędziwiatr | Mściwój Kłos | Róża Ćmiel | Tomasz Żółć
    """,
    "Romanian": """
        Țîrlea Ștefania | Răzvan Țăranu | Ioana Brâncuși | Mihăiță Știrbu | Cătălina Înălțatu
        Ștefan Pădureț | Ana-Măria Călinoiu | Ilinca Țuțea | Dănuț Șerbănescu | Crăița Bălășescu
        Ionuț Hâncu | Viorica Împărățelu | Lucreția Mânzatu | Florența Gâdea | Sânziana Șoimaru
        Horațiu Mălăele | Anghelușă Vântu | Bărbuța Țopa | Ghiță Șușară | Şerban Ţepeş
    """,
    "Somali": """
        Cabdiraxmaan Xuseen Maxamed | Caasha Cali Warsame | Faadumo Xirsi Jaamac
        Maxamuud Cismaan Dhuxul | Sahra Axmed Nuur | Khadra Cumar Faarax
        Cabdullaahi Yuusuf Qaasim | Hodan Xoosh Cabdi | Ibraahim Shire Guuleed
        Xaliimo Dhegdheer | Maryan Muuse Boqor | Ayaan Xareed Rooble | Saynab Xasan Qaadi
        Liibaan Cawaale | Deeqa Ismaaciil | Yaasiin Baashi | Cawo Dirir | Qamar Sheekh Xoosh
        Idil Maxamed Xaaji | Jaamac Cilmi
    """,
    "Hebrew and Yiddish": """
        שרה לאה כהן | משה בן־דוד | יוחנן אליעזר | רבקה גולדשטיין | שְׁמוּאֵל לֵוִי | חנה פרידמן
        אסתר מלכה ווייס | יצחק צבי ראָזענבערג | פֿײגל בלומענטאַל | גאָלדע שװאַרץ | הערשל קאַץ
        רײזל װאָלף | מרדכי ג׳ונס | נועה בן־צור | תמר עוז | דוד זילבערשטיין | חיה מושקא לוין
        אבֿרהם װעבערמאַן | בײלע אײַזן | ליאור צ׳רניחובסקי
    """,
    "two scripts": """
        Amina Ali أمينة علي | أمينة علي (Amina Ali) | Li Wei 李伟 | 王小明 Wang Xiaoming
        Rahima Khatun রহিমা খাতুন | শাহীন মিয়া Shahin Miah | Selam ሰላም | ሰላም Selam Haile
        Sarah שרה כהן | שרה Sarah Cohen | Harpreet ਹਰਪ੍ਰੀਤ | லக்ஷ்மி Lakshmi
        Dhruvi ધ્રુવી પટેલ | Lakshmi लक्ष्मी | زهرا Zahra 2 | چوہدری Chaudhry | Zoë زوئی Łuczak
        Anna-Maria Анна | Ελένη Eleni | नेहा ਨੇਹਾ
    """,
}

CASES = {
    case: [name.strip() for line in text.strip().splitlines() for name in line.split("|")]
    for case, text in _NAMES.items()
}
A_SHEET = 20
